// SPDX-License-Identifier: Apache-2.0
// TLS 1.2; asks for a client certificate by renegotiation once it has the HTTP request, as IIS and HTTP.SYS do.
//
//   node renegotiating_server.js PEM
'use strict';
const fs = require('fs');
const tls = require('tls');

const pem = fs.readFileSync(process.argv[2]);
const only12 = {key: pem, cert: pem, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2'};

function forbid(connection) {
  if (!connection.destroyed) connection.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
}

const server = tls.createServer(only12, (connection) => {
  connection.on('error', () => connection.destroy());
  connection.once('data', () => {
    connection.renegotiate({requestCert: true, rejectUnauthorized: false}, () => forbid(connection));
  });
});
server.on('tlsClientError', () => {});
server.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
