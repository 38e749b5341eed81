for (const box of document.querySelectorAll('input[data-table]')) {
  const rows = [...document.getElementById(box.dataset.table).tBodies[0].rows];
  const told = document.getElementById(box.dataset.told);
  box.addEventListener('input', () => {
    const wanted = box.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    told.textContent = `${shown} of ${rows.length} skills`;
  });
}
