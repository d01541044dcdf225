// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/http_talk.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace probe;

namespace {

HttpPost question() {
  HttpPost post;
  post.url.host = "tsa.example.test";
  post.url.port = 8080;
  post.content_type = "application/timestamp-query";
  post.body = "ask";
  post.most = 10;
  return post;
}

tls::Bytes octets_of(std::string_view text) { return {text.begin(), text.end()}; }

/// What comes of an answer, fed in parts of that size.
HttpAnswer answer_to(std::string_view text, std::size_t part, tls::Closure end) {
  HttpTalk talk(question(), "/tsr", "");
  (void)talk.output();
  for (; !text.empty(); text.remove_prefix(std::min(part, text.size())))
    talk.feed(octets_of(text.substr(0, std::min(part, text.size()))));
  talk.closed(end);
  REQUIRE(talk.want() == tls::Want::done);
  return talk.take_answer();
}

constexpr auto kEnd = tls::Closure::end_of_stream;

}  // namespace

TEST_CASE("the request") {
  HttpTalk talk(question(), "/tsr", "Basic c2VjcmV0");
  const auto sent = talk.output();
  CHECK(std::string(sent.begin(), sent.end()) ==
        "POST /tsr HTTP/1.1\r\nHost: tsa.example.test:8080\r\nProxy-Authorization: Basic c2VjcmV0\r\n"
        "User-Agent: sstp-probe\r\nContent-Type: application/timestamp-query\r\nContent-Length: 3\r\n"
        "Connection: close\r\n\r\nask");
  CHECK(talk.output().empty());
  CHECK(talk.want() == tls::Want::read);
}

TEST_CASE("URLs as they are sent and shown") {
  HttpUrl url{true, "2001:db8::1", 443, "/tsr?key=secret"};
  CHECK(to_string(url) == "https://[2001:db8::1]/tsr?key=secret");
  CHECK(origin(url) == "https://[2001:db8::1]");
  url.port = 80;
  CHECK(authority(url) == "[2001:db8::1]:80");
}

TEST_CASE("answers, however they are cut") {
  struct Row {
    const char* name;
    std::string text;
    tls::Closure end;
    const char* problem;  ///< nullptr: a whole answer "token"
  };
  const std::string kHead = "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\n";
  const Row rows[] = {
      {"with its length", kHead + "Content-Length: 5\r\n\r\ntoken", tls::Closure::timed_out, nullptr},
      {"in chunks", kHead + "Transfer-Encoding: chunked\r\n\r\n2\r\nto\r\n3\r\nken\r\n0\r\n\r\n", kEnd, nullptr},
      {"up to the end", kHead + "\r\ntoken", kEnd, nullptr},
      {"cut", kHead + "Content-Length: 5\r\n\r\ntok", kEnd, "closed before the answer was whole"},
      {"broken", kHead + "Content-Length: 5\r\n\r\ntok", tls::Closure::reset, "connection broke"},
      {"slow", kHead + "Content-Length: 5\r\n\r\ntok", tls::Closure::timed_out, "within the time-out"},
      {"nothing", "", kEnd, "closed before the answer was whole"},
      {"too long by its word", kHead + "Content-Length: 11\r\n\r\n", kEnd, "longer than anything"},
      {"too long", kHead + "\r\n0123456789a", kEnd, "longer than anything"},
      {"no HTTP", "220 mail.example.test ESMTP\r\n\r\n", kEnd, "is no HTTP"},
      {"an endless head", "HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'x'), kEnd, "is no HTTP"},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.name));
    for (const std::size_t part : {std::size_t{1}, std::size_t{7}, row.text.size() + 1}) {
      const auto answer = answer_to(row.text, part, row.end);
      if (row.problem == nullptr) {
        CHECK(answer.problem.empty());
        CHECK(answer.status == 200);
        CHECK(answer.content_type == "application/timestamp-reply");
        CHECK(answer.body == "token");
      } else {
        CAPTURE(answer.problem);
        CHECK(answer.problem.find(row.problem) != std::string::npos);
      }
    }
  }
}
