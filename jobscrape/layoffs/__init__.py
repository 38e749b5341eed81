"""Layoffs, the other half of the market: notices by law (US WARN) and announced ones (layoffs.fyi), joined to companies by key."""
