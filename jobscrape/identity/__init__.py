"""Whether postings are one opening: strong ids, keys, signatures, the decision on a pair, clusters. No Scrapy, no database."""
