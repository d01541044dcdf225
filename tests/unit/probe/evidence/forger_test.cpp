// SPDX-License-Identifier: Apache-2.0
// Forgeries of whoever has this program: each changes what a bundle claims, and is called out, or is on the short list
// of what verify() takes on somebody's word.
#include "tests/unit/probe/evidence/forger.hpp"
#include "probe/evidence/on_its_word.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <regex>
#include <set>

namespace probe::evidence::test {
namespace {

/// A fresh scan's, where a test scanned something; and whether every field is to be forged, or some by lot.
std::string bundle() {
  const char* named = std::getenv("FORGED_BUNDLE");
  return named != nullptr ? named : TEST_SAMPLE_BUNDLE;
}
bool is_thorough() { return std::getenv("FORGE_ALL") != nullptr; }
/// A large bundle takes its time for each.
constexpr std::size_t kFieldsOfLarge = 25, kFieldsOfSmall = 150, kExchangesOfLarge = 3, kExchangesOfSmall = 8;
bool is_large(const Json& record) {
  constexpr std::size_t kMany = 100;
  return record.at("targets").at(0).at("exchanges").size() > kMany;
}

const Forger& forger() {
  static const Forger it(bundle());
  return it;
}

/// Fields, without the numbers in their paths, that say what rests on somebody's word; and which line of kOnItsWord
/// says so.
struct OnItsWord {
  const char* path;
  std::size_t line;
};
const OnItsWord kFieldsOnItsWord[] = {
    {"/tool/openssl", 5},
    {"/tool/name", 0},
    {"/started", 6},
    {"/finished", 6},
    {"/options/(thorough|strict|all_addresses|depth|sstp_concurrency|max_connections|parallel|retries)", 4},
    {"/options/(timeout|deadline|delay|gentle)", 4},
    {"/targets/#/(host|port|label|origin|connect|family|proxy|address|name|sni)(/.*)?", 4},
    {"/targets/#/versions/#/accepted/#/(rung|climb)(/.*)?", 1},
    {"/targets/#/sstp/(calls|connected|hash_bitmask|server|deviations)(/.*)?", 1},
    {"/targets/#/findings/#.*", 1},
    {"/targets/#/certificates/#/(trusted|problems|name|name_match|detail|verdict)(/.*)?", 3},
    {"/targets/#/stats/(seconds|slowdowns|unused)", 6},
    {"/targets/#/exchanges/#/(detail|alert|leaf|signature_scheme|sent|response)", 1},  // of a call
};

std::string without_numbers(const std::string& path) {
  static const std::regex number("/[0-9]+");
  return std::regex_replace(path, number, "/#");
}

bool is_on_its_word(const std::string& path, const Json& record) {
  const auto general = without_numbers(path);
  for (const auto& each : kFieldsOnItsWord) {
    if (!std::regex_match(general, std::regex(each.path))) continue;
    if (general.find("/exchanges/") == std::string::npos) return true;
    const auto exchange = path.substr(0, path.rfind('/'));
    return record.at(Json::json_pointer(exchange)).at("purpose") == "climb";
  }
  return false;
}

/// Every field; a list of plain values is one.
void collect(const Json& value, const std::string& path, std::vector<std::string>& paths) {
  const bool is_plain_list = value.is_array() && std::none_of(value.begin(), value.end(),
                                                              [](const Json& each) { return each.is_structured(); });
  if (!path.empty() && (!value.is_structured() || is_plain_list || value.empty())) paths.push_back(path);
  if (is_plain_list) return;
  if (value.is_object())
    for (const auto& [name, inner] : value.items()) collect(inner, path + "/" + name, paths);
  if (value.is_array())
    for (std::size_t at = 0; at < value.size(); ++at) collect(value[at], path + "/" + std::to_string(at), paths);
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// What else such a field says somewhere in this record: words and codes that can be read.
std::map<std::string, std::set<std::string>> words_by_name(const Json& record, const std::vector<std::string>& paths) {
  std::map<std::string, std::set<std::string>> words;
  for (const auto& path : paths) words[name_of(path)].insert(record.at(Json::json_pointer(path)).dump());
  return words;
}

/// Other values that the field could have.
std::vector<Json> other_values(const Json& value, const std::set<std::string>& words) {
  std::vector<Json> others;
  for (const auto& word : words)
    if (word != value.dump() && others.size() < 2) others.push_back(Json::parse(word));
  if (value.is_boolean()) others.push_back(!value.get<bool>());
  if (value.is_number_float()) others.push_back(value.get<double>() + 0.25);
  if (value.is_number_integer()) others.push_back(value.get<long>() + 1);
  if (value.is_string()) others.push_back(value.get<std::string>() + "x");
  if (value.is_array() && !value.empty()) {
    auto shorter = value, doubled = value;
    shorter.erase(shorter.size() - 1);
    doubled.push_back(value.back());
    others.push_back(std::move(shorter));
    others.push_back(std::move(doubled));
  }
  return others;
}

/// Why a hello of the matrix was put plays no part in what its answer means.
bool is_same_to_the_judge(const std::string& one, const std::string& other) {
  const auto is_matrix = [](const std::string& purpose) {
    return purpose == "sweep" || purpose == "control" || purpose == "repeat" || purpose == "look";
  };
  return one == other || (is_matrix(one) && is_matrix(other));
}

/// Whether a forged record is called out, or says nothing else.
void check_record(const Json& record, const std::string& what, const std::string& name = "record.json") {
  CAPTURE(what);
  const auto files = forger().with_record(record);
  if (!files) return;
  CHECK_MESSAGE(!called_out(Forger::verify(*files), name).empty(), what);
}

TEST_CASE("the bundle is whole without its seals") {
  const auto report = Forger::verify(forger().files());
  for (const auto& [mark, text] : report.statements()) CHECK_MESSAGE(mark != Mark::fails, text);
}

TEST_CASE("every field of a record") {
  const auto& record = forger().record();
  std::vector<std::string> paths;
  collect(record, "", paths);
  const auto words = words_by_name(record, paths);
  auto chosen = paths;
  if (!is_thorough()) {
    std::shuffle(chosen.begin(), chosen.end(), std::mt19937(14));
    chosen.resize(std::min(chosen.size(), is_large(record) ? kFieldsOfLarge : kFieldsOfSmall));
  }
  for (const auto& path : chosen) {
    const Json::json_pointer pointer(path);
    for (const auto& value : other_values(record.at(pointer), words.at(name_of(path)))) {
      auto forged = record;
      forged.at(pointer) = value;
      if (is_on_its_word(path, record)) continue;
      if (name_of(path) == "purpose" && is_same_to_the_judge(record.at(pointer), value)) continue;
      check_record(forged, path + " = " + value.dump().substr(0, 80));
    }
  }
}

TEST_CASE("every exchange removed, doubled, relabelled, moved in time, given another's packets") {
  const auto& record = forger().record();
  const auto& exchanges = record.at("targets").at(0).at("exchanges");
  const auto with = [&](const std::function<void(Json&)>& change) {
    auto forged = record;
    change(forged.at("targets").at(0).at("exchanges"));
    return forged;
  };
  const std::size_t count = is_large(record) ? kExchangesOfLarge : kExchangesOfSmall;
  const std::size_t step = is_thorough() ? 1 : std::max<std::size_t>(exchanges.size() / count, 1);
  for (std::size_t at = 0; at < exchanges.size(); at += step) {
    const auto what = "exchange " + exchanges[at].at("id").dump();
    check_record(with([&](Json& all) { all.erase(at); }), what + " removed");
    check_record(with([&](Json& all) { all.push_back(all[at]); }), what + " doubled");
    for (const char* purpose : {"sweep", "control", "feature", "climb", "client"})
      if (!is_same_to_the_judge(exchanges[at].at("purpose"), purpose))
        check_record(with([&](Json& all) { all[at]["purpose"] = purpose; }), what + " called a " + purpose, "");
    check_record(with([&](Json& all) { all[at]["started"] = all[at]["started"].get<double>() + 0.5; }),
                 what + " later");
    check_record(with([&](Json& all) { all[at]["lasted"] = all[at]["lasted"].get<double>() * 2; }), what + " longer");
    const auto& other = exchanges[(at + 1) % exchanges.size()];
    if (other.contains("frames"))
      check_record(with([&](Json& all) { all[at]["frames"] = other.at("frames"); }), what + " by another's packets");
  }
  check_record(with([](Json& all) {
                 for (auto& exchange : all) exchange["started"] = exchange["started"].get<double>() * 3;
               }),
               "times multiplied");
}

/// Blocks of a capture, each with its head: draft-ietf-opsawg-pcapng 3.1, as this program writes them.
std::vector<std::string> blocks_of(const std::string& capture) {
  std::vector<std::string> blocks;
  for (std::size_t at = 0; at + 8 <= capture.size();) {
    std::uint32_t size = 0;
    for (std::size_t octet = 0; octet < 4; ++octet)
      size |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(capture[at + 4 + octet])) << (8 * octet);
    blocks.push_back(capture.substr(at, size));
    at += size;
  }
  return blocks;
}

bool is_packet(const std::string& block) { return block.starts_with(std::string_view("\6\0\0\0", 4)); }

TEST_CASE("every packet dropped, doubled, reordered, edited") {
  const auto blocks = blocks_of(find_file(forger().files(), kCaptureFile)->octets);
  const auto count = static_cast<std::size_t>(std::count_if(blocks.begin(), blocks.end(), is_packet));
  REQUIRE(count > 100);
  const std::size_t by_lot = is_large(forger().record()) ? 1 : 6;
  const std::size_t step = is_thorough() ? 1 : std::max<std::size_t>(count / by_lot, 1);
  // Of a packet of IPv4: behind the block's head of 28 octets.
  constexpr std::size_t kTime = 16, kProtocol = 28 + 9, kSource = 28 + 12, kPort = 28 + 20, kSequence = 28 + 24,
                        kAcknowledged = 28 + 28, kFlags = 28 + 33, kChecksum = 28 + 36, kData = 28 + 40;
  const auto check = [&](std::size_t at, const std::string& what,
                         const std::function<void(std::vector<std::string>&)>& change) {
    auto forged = blocks;
    change(forged);
    std::string text;
    for (const auto& block : forged) text += block;
    const auto report = Forger::verify(forger().with_file(kCaptureFile, text));
    CHECK_MESSAGE(report.verdict() == Verdict::broken, "block ", at, " ", what);
  };
  std::size_t packet = 0;
  for (std::size_t at = 0; at < blocks.size(); ++at) {
    if (!is_packet(blocks[at]) || packet++ % step != 0) continue;
    const auto here = static_cast<std::ptrdiff_t>(at);
    check(at, "dropped", [&](auto& all) { all.erase(all.begin() + here); });
    check(at, "doubled", [&](auto& all) { all.insert(all.begin() + here, all[at]); });
    if (at + 1 < blocks.size()) check(at, "behind the next", [&](auto& all) { std::swap(all[at], all[at + 1]); });
    check(at, "at the end", [&](auto& all) { std::rotate(all.begin() + here, all.begin() + here + 1, all.end()); });
    for (const auto place : {kTime, kProtocol, kSource, kPort, kSequence, kAcknowledged, kFlags, kChecksum, kData})
      if (place + 4 < blocks[at].size())
        check(at, "edited at " + std::to_string(place), [&](auto& all) { all[at][place] ^= 1; });
  }
}

/// How much was said.
std::size_t octets_of(const Transcript& transcript) {
  std::size_t count = 0;
  for (const auto& chunk : transcript.chunks) count += chunk.octets.size();
  return count;
}

/// As "every packet", by somebody who makes TCP's numbers and checksums right again.
TEST_CASE("what passed on every connection dropped, doubled, reordered, edited, ended otherwise") {
  const auto check = [](const std::string& what, const std::function<void(std::vector<Transcript>&)>& change) {
    const auto report = Forger::verify(forger().with_traffic(change));
    CHECK_MESSAGE(report.verdict() == Verdict::broken, what);
  };
  std::vector<Transcript> passed;
  const auto same = Forger::verify(forger().with_traffic([&](const auto& all) { passed = all; }));
  REQUIRE(same.verdict() != Verdict::broken);
  const std::size_t by_lot = is_large(forger().record()) ? 1 : 4;
  const std::size_t step = is_thorough() ? 1 : std::max<std::size_t>(passed.size() / by_lot, 1);
  for (std::size_t at = 0; at < passed.size(); at += step) {
    const auto what = "connection " + std::to_string(at) + ": ";
    const auto here = static_cast<std::ptrdiff_t>(at);
    check(what + "dropped", [&](auto& all) { all.erase(all.begin() + here); });
    // Two hellos of one kind say the same, each with its random.
    const auto& neighbour = passed[(at + 1) % passed.size()];
    if (octets_of(passed[at]) != octets_of(neighbour))
      check(what + "said by its neighbour", [&](auto& all) {
        auto& other = all[(at + 1) % all.size()];
        std::swap(all[at].chunks, other.chunks);
      });
    check(what + "later", [&](auto& all) { all[at].dialled += std::chrono::milliseconds(3); });
    check(what + "longer", [&](auto& all) { all[at].ended += std::chrono::milliseconds(3); });
    check(what + "silent", [&](auto& all) { all[at].chunks.clear(); });
    const std::size_t leap = is_thorough() ? 1 : std::max<std::size_t>(passed[at].chunks.size() / by_lot, 1);
    for (std::size_t chunk = 0; chunk < passed[at].chunks.size(); chunk += leap) {
      const auto part = what + "chunk " + std::to_string(chunk) + " ";
      check(part + "dropped",
            [&](auto& all) { all[at].chunks.erase(all[at].chunks.begin() + static_cast<std::ptrdiff_t>(chunk)); });
      check(part + "doubled", [&](auto& all) {
        auto& own = all[at].chunks;
        own.insert(own.begin() + static_cast<std::ptrdiff_t>(chunk), Chunk(own[chunk]));
      });
      check(part + "said by the other side", [&](auto& all) {
        auto& way = all[at].chunks[chunk].way;
        way = way == Chunk::Way::sent ? Chunk::Way::received : Chunk::Way::sent;
      });
      check(part + "cut by one", [&](auto& all) { all[at].chunks[chunk].octets.pop_back(); });
      // What came behind a call's handshake says what a call says: on its word, where it is not read.
      const bool is_read = chunk < 2 || passed[at].chunks[chunk].way == Chunk::Way::sent;
      if (is_read)
        check(part + "with another beginning", [&](auto& all) { all[at].chunks[chunk].octets.front() ^= 0x40; });
    }
  }
}

/// Lies that are told in every file of a bundle, and for which packets are made up or taken away.
TEST_CASE("a lie that is told everywhere") {
  using Traffic = std::vector<Transcript>;
  const auto check = [](const std::string& what, const std::string& called_by, const std::function<void(Json&)>& change,
                        const std::function<void(Traffic&)>& traffic = {}) {
    CAPTURE(what);
    auto forged = forger().record();
    change(forged);
    const auto files = forger().with_record(forged, traffic);
    REQUIRE(files);
    CHECK_MESSAGE(!called_out(Forger::verify(*files), called_by).empty(), what);
  };
  const auto target = [](Json& record) -> Json& { return record.at("targets").at(0); };
  const auto with_address = [&](const char* address) {
    return [&target, address](Json& record) { target(record)["address"] = address; };
  };
  check("another address", "another address than the record's", with_address("203.0.113.9:443"));
  check("another address of IPv6", "another address than the record's", with_address("[2001:db8::7]:443"));
  check("a proxy that nobody asked", "do not ask the record's proxy", [&](Json& record) {
    target(record)["proxy"] = "http://10.0.0.1:3128";
    target(record)["address"] = "203.0.113.9:443";
  });
  check("a scan of long ago", "of another time", [](Json& record) { record["started"] = "2006-11-30T19:11:14.728Z"; });
  check("a scan that ends in the far future", "of another time",
        [](Json& record) { record["finished"] = "3026-11-30T19:11:14.728Z"; });
  check("suites that were asked and are not named", "what the record's options do not name",
        [](Json& record) { record.at("options").at("suites") = Json::array({"0x002F"}); });
  check(
      "one server's packets at another's", "another address than the target's",
      [&](Json& record) { target(record)["stats"]["seconds"] = target(record)["stats"]["seconds"].get<double>() + 1; },
      [](Traffic& all) { all[all.size() / 2].remote.address = {203, 0, 113, 9}; });
  check(
      "a connection twice", "again",
      [&](Json& record) {
        auto& exchanges = target(record).at("exchanges");
        auto copy = exchanges.front();
        copy["id"] = exchanges.size() + 1;
        exchanges.push_back(std::move(copy));
      },
      [](Traffic& all) {
        auto copy = all.front();
        copy.exchange = static_cast<ExchangeId>(all.size() + 1);
        all.push_back(std::move(copy));
      });
  check(
      "a close without packets", "its packets are not in the capture",
      [&](Json& record) {
        for (auto& exchange : target(record).at("exchanges")) {
          if (exchange.at("id") != 1) continue;
          exchange["response"] = "closed";
          for (const char* shown : {"selected", "selected_version", "local", "frames", "alert", "group"})
            exchange.erase(shown);
          exchange["received"] = 0;
        }
      },
      [](Traffic& all) {
        all.erase(std::find_if(all.begin(), all.end(), [](const auto& each) { return each.exchange == 1; }));
      });
}

TEST_CASE("each file changed, removed, and one added") {
  for (const auto& file : forger().files()) {
    CAPTURE(file.name);
    if (file.name == kManifestFile) continue;
    const auto changed = Forger::verify(forger().with_file(file.name, file.octets + "x"));
    const auto removed = Forger::verify(forger().with_file(file.name, std::nullopt));
    // The libraries that a program runs with are named for people; nothing follows from them.
    if (file.name != "tool.txt") CHECK(changed.verdict() == Verdict::broken);
    CHECK(removed.verdict() == Verdict::broken);
  }
  CHECK(!called_out(Forger::verify(forger().with_file("reports/more.txt", "x")), "reports/more.txt").empty());
  CHECK(!called_out(Forger::verify(forger().with_file("policies/more.toml", "x")), "policies/more.toml").empty());
}

TEST_CASE("the list of what is taken on somebody's word is short, and each line of it is needed") {
  const auto report = Forger::verify(forger().files());
  std::set<std::size_t> lines;
  for (const auto& each : kFieldsOnItsWord) lines.insert(each.line);
  lines.insert(2);  // connections that did not come up: a sample gateway has none
  CHECK(lines.size() == kOnItsWord.size());
  for (const auto what : kOnItsWord)
    CHECK(std::any_of(report.statements().begin(), report.statements().end(), [what](const Statement& each) {
      return each.mark == Mark::note && each.text.find(what) != std::string::npos;
    }));
}

}  // namespace
}  // namespace probe::evidence::test
