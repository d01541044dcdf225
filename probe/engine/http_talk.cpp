// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/http_talk.hpp"

#include <boost/asio/buffer.hpp>

#include <utility>

namespace probe {
namespace {

namespace http = boost::beast::http;

constexpr std::uint32_t kMostHead = 16 * 1024;

std::string request_text(const HttpPost& request, const std::string& target, const std::string& proxy_authorization) {
  std::string text = "POST " + target + " HTTP/1.1\r\nHost: " + authority(request.url);
  if (!proxy_authorization.empty()) text += "\r\nProxy-Authorization: " + proxy_authorization;
  text += "\r\nUser-Agent: sstp-probe\r\nContent-Type: " + request.content_type +
          "\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\nConnection: close\r\n\r\n";
  return text + request.body;
}

}  // namespace

HttpTalk::HttpTalk(const HttpPost& request, const std::string& target, const std::string& proxy_authorization) {
  const auto text = request_text(request, target, proxy_authorization);
  output_.assign(text.begin(), text.end());
  parser_.header_limit(kMostHead);
  parser_.body_limit(request.most);
  parser_.eager(true);
}

tls::Bytes HttpTalk::output() { return std::exchange(output_, {}); }

void HttpTalk::feed(tls::BytesView octets) {
  if (is_done_) return;
  pending_.append(octets.begin(), octets.end());
  while (!pending_.empty() && !parser_.is_done()) {
    boost::system::error_code error;
    const auto taken = parser_.put(boost::asio::buffer(pending_), error);
    pending_.erase(0, taken);
    if (error == http::error::need_more || (!error && taken == 0)) break;
    if (error == http::error::body_limit) return fail("the answer is longer than anything that was asked for");
    if (error) return fail("the answer is no HTTP: " + error.message());
  }
  is_done_ = parser_.is_done();
}

void HttpTalk::closed(tls::Closure how) {
  if (is_done_) return;
  switch (how) {
    case tls::Closure::timed_out:
      return fail("no whole answer came within the time-out");
    case tls::Closure::reset:
      return fail("the connection broke before the answer was whole");
    case tls::Closure::end_of_stream:
      break;
  }
  boost::system::error_code error;
  if (parser_.got_some()) parser_.put_eof(error);
  if (error || !parser_.is_done()) return fail("the connection was closed before the answer was whole");
  is_done_ = true;
}

void HttpTalk::fail(std::string problem) {
  problem_ = std::move(problem);
  is_done_ = true;
}

HttpAnswer HttpTalk::take_answer() {
  HttpAnswer answer;
  answer.problem = std::move(problem_);
  if (!answer.problem.empty()) return answer;
  auto message = parser_.release();
  answer.status = message.result_int();
  answer.reason = std::string(message.reason());
  answer.content_type = std::string(message[http::field::content_type]);
  answer.body = std::move(message.body());
  return answer;
}

}  // namespace probe
