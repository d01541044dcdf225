// SPDX-License-Identifier: Apache-2.0
// Sorts and filters the overview, and unfolds what its links lead to. Without it the page says all the same.
'use strict';
const table = document.getElementById('targets');
const body = table.tBodies[0];
const rows = Array.from(body.rows, (row) => ({row, text: row.textContent.toLowerCase(), status: row.cells[1].textContent}));
const words = document.getElementById('words');
const status = document.getElementById('status');
const shown = document.getElementById('shown');

function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const {row, text, status: its} of rows) {
    const fits = wanted.every((word) => text.includes(word)) && (status.value === '' || status.value === its);
    row.hidden = !fits;
    count += fits ? 1 : 0;
  }
  shown.textContent = shown.dataset.of.replace('{0}', count).replace('{1}', rows.length);
}

function sort(column, head) {
  const down = head.getAttribute('aria-sort') === 'ascending';
  for (const other of head.parentNode.cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const order = new Intl.Collator(document.documentElement.lang, {numeric: true});
  for (const one of rows) one.key = one.row.cells[column].textContent;
  rows.sort((a, b) => (down ? -1 : 1) * order.compare(a.key, b.key));
  body.append(...rows.map(({row}) => row));
}

function unfold(hash) {
  const part = hash && document.querySelector(`#${CSS.escape(hash.slice(1))} details`);
  if (part) part.open = true;
}

for (const [column, head] of Array.from(table.tHead.rows[0].cells).entries()) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = head.textContent;
  button.addEventListener('click', () => sort(column, head));
  head.replaceChildren(button);
}
const form = document.getElementById('filter');
form.hidden = false;
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
filter();
table.addEventListener('click', (event) => unfold(event.target.closest('a')?.hash));
addEventListener('hashchange', () => unfold(location.hash));
unfold(location.hash);
