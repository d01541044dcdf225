// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/tls_stream.hpp"

#include "probe/model/target.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/write.hpp>

#include <utility>

namespace probe {

TlsStream::TlsStream(asio::ip::tcp::socket socket, const tls::x509::Roots& roots, Alarm& alarm)
    : context_(asio::ssl::context::tls_client), stream_(std::move(socket), context_), alarm_(alarm) {
  // Of the stream rather than of the context: that was copied from when the stream was made.
  SSL_set1_verify_cert_store(stream_.native_handle(), roots.store());
  SSL_set_min_proto_version(stream_.native_handle(), TLS1_2_VERSION);
}

Awaitable<std::string> TlsStream::handshake(std::string host) {
  if (!is_ip_address(host)) SSL_set_tlsext_host_name(stream_.native_handle(), host.c_str());
  boost::system::error_code error;
  stream_.set_verify_mode(asio::ssl::verify_peer, error);
  stream_.set_verify_callback(asio::ssl::host_name_verification(host), error);
  if (!error && alarm_.ring() == Alarm::Ring::none) {
    const Alarm::Guard guard(alarm_, [this] { cancel(); });
    std::tie(error) = co_await stream_.async_handshake(asio::ssl::stream_base::client, kAwaitTuple);
  }
  if (alarm_.ring() != Alarm::Ring::none) co_return "no TLS handshake within the time-out";
  if (!error) co_return "";
  const long verdict = SSL_get_verify_result(stream_.native_handle());
  if (verdict != X509_V_OK)
    co_return "the server's certificate is not trusted: " + std::string(X509_verify_cert_error_string(verdict));
  co_return "the TLS handshake failed: " + error.message();
}

Awaitable<Transfer> TlsStream::read_some(std::span<std::uint8_t> buffer) {
  if (alarm_.ring() != Alarm::Ring::none) co_return Transfer{asio::error::timed_out, 0};
  const Alarm::Guard guard(alarm_, [this] { cancel(); });
  const auto target = asio::buffer(buffer.data(), buffer.size());
  auto [error, size] = co_await stream_.async_read_some(target, kAwaitTuple);
  if (alarm_.ring() != Alarm::Ring::none) error = asio::error::timed_out;
  // RFC 9112 9.8: an end without close_notify is an end nevertheless; a cut answer shows by its length.
  if (error == asio::ssl::error::stream_truncated) error = asio::error::eof;
  co_return Transfer{error, size};
}

Awaitable<Transfer> TlsStream::write(tls::BytesView octets) {
  if (alarm_.ring() != Alarm::Ring::none) co_return Transfer{asio::error::timed_out, 0};
  const Alarm::Guard guard(alarm_, [this] { cancel(); });
  const auto source = asio::buffer(octets.data(), octets.size());
  auto [error, size] = co_await asio::async_write(stream_, source, kAwaitTuple);
  if (alarm_.ring() != Alarm::Ring::none) error = asio::error::timed_out;
  co_return Transfer{error, size};
}

void TlsStream::close() {
  boost::system::error_code ignored;
  stream_.lowest_layer().close(ignored);
}

void TlsStream::cancel() {
  boost::system::error_code ignored;
  stream_.lowest_layer().cancel(ignored);
}

}  // namespace probe
