// SPDX-License-Identifier: Apache-2.0
// Makes tests/unit/tls/client/recordings (see the README there): record_session PORT FOLDER WHO-ANSWERS
#include "tests/unit/tls/client/cells.hpp"
#include "tests/unit/tls/client/recorded.hpp"
#include "tls/client/legacy/legacy_client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <fstream>
#include <iostream>

namespace {

using boost::asio::ip::tcp;
using tls::Bytes;

/// Reads until `done()`, or until the client has nothing to wait for.
template <class Done>
void pump(tls::Client& client, tcp::socket& socket, Bytes& record, Done done) {
  std::array<std::uint8_t, 4096> buffer{};
  while (true) {
    boost::asio::write(socket, boost::asio::buffer(client.output()));
    if (client.want() == tls::Want::done || done()) return;
    boost::system::error_code error;
    const std::size_t size = socket.read_some(boost::asio::buffer(buffer), error);
    if (error) return client.closed(tls::Closure::end_of_stream);
    record.insert(record.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size));
    client.feed(tls::BytesView(buffer).first(size));
  }
}

Bytes record_cell(const tls::test::RecordedCell& cell, std::uint16_t port) {
  boost::asio::io_context io;
  tcp::socket socket(io);
  socket.connect({boost::asio::ip::address_v4::loopback(), port});
  tls::legacy::LegacyClient client(tls::test::cell_config(cell.version, cell.suite));
  Bytes record;
  pump(client, socket, record, [&] { return client.state() == tls::ClientState::connected; });
  if (client.report().failure) std::cerr << recording_name(cell) << ": " << to_string(*client.report().failure) << '\n';
  client.send(tls::test::octets(tls::test::kRecordedQuestion));
  std::size_t answered = 0;
  pump(client, socket, record, [&] {
    answered += client.received().size();
    return answered >= std::char_traits<char>::length(tls::test::kRecordedQuestion);
  });
  client.close();
  pump(client, socket, record, [] { return false; });
  return record;
}

void write_hex(const std::string& path, const std::string& comment, const Bytes& octets) {
  constexpr std::size_t kOctetsALine = 48;
  std::ofstream file(path);
  file << "# " << comment << '\n';
  for (std::size_t i = 0; i < octets.size(); ++i) {
    file << "0123456789abcdef"[octets[i] >> 4] << "0123456789abcdef"[octets[i] & 15];
    if (i % kOctetsALine == kOctetsALine - 1 || i + 1 == octets.size()) file << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 64;
  for (const auto& cell : tls::test::recorded_cells()) {
    const Bytes record = record_cell(cell, static_cast<std::uint16_t>(std::stoi(argv[1])));
    const std::string name = recording_name(cell);
    write_hex(std::string(argv[2]) + name.substr(name.find('/')) + ".hex", argv[3], record);
  }
}
