// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/http_post.hpp"
#include "tls/machine.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <string>

namespace probe {

/// One request of HTTP/1.1 and its answer; no sockets.
class HttpTalk final : public tls::Machine {
 public:
  /// `proxy_authorization`: the field's value, for a proxy that passes the request on; empty: no field. `target` stands
  /// in the request line.
  HttpTalk(const HttpPost& request, const std::string& target, const std::string& proxy_authorization);

  [[nodiscard]] tls::Want want() const override { return is_done_ ? tls::Want::done : tls::Want::read; }
  [[nodiscard]] tls::Bytes output() override;
  void feed(tls::BytesView octets) override;
  void closed(tls::Closure how) override;

  /// Final once want() is `done`.
  [[nodiscard]] HttpAnswer take_answer();

 private:
  using Parser = boost::beast::http::response_parser<boost::beast::http::string_body>;
  void fail(std::string problem);

  tls::Bytes output_;
  std::string pending_;
  Parser parser_;
  bool is_done_ = false;
  std::string problem_;
};

}  // namespace probe
