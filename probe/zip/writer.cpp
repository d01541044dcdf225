// SPDX-License-Identifier: Apache-2.0
#include "probe/zip/writer.hpp"

#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/crc.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace probe::zip {
namespace {

constexpr std::uint64_t kMostOctets = 0xFFFFFFFEU;
constexpr std::size_t kMostFiles = 0xFFFE;

void put16(std::string& out, std::size_t value) {
  out += static_cast<char>(value & 0xFFU);
  out += static_cast<char>(value >> 8U & 0xFFU);
}
void put32(std::string& out, std::size_t value) {
  put16(out, value & 0xFFFFU);
  put16(out, value >> 16U & 0xFFFFU);
}

/// As MS-DOS has it: two words, to the even second, from 1980 on. APPNOTE 4.4.6.
struct DosTime {
  unsigned time = 0, date = 0x21;
};

DosTime dos_time(std::chrono::sys_seconds when) {
  const auto day = std::chrono::floor<std::chrono::days>(when);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(when - day);
  const int year = static_cast<int>(date.year());
  if (year < 1980 || year > 2107) return {};
  DosTime result;
  result.time =
      static_cast<unsigned>(clock.hours().count() << 11 | clock.minutes().count() << 5 | clock.seconds().count() / 2);
  result.date = static_cast<unsigned>(year - 1980) << 9U | static_cast<unsigned>(date.month()) << 5U |
                static_cast<unsigned>(date.day());
  return result;
}

/// Nothing when the result is no smaller.
std::optional<std::string> deflate(std::string_view content) {
  namespace zlib = boost::beast::zlib;
  zlib::deflate_stream stream;
  std::string packed(stream.upper_bound(content.size()), '\0');
  zlib::z_params params;
  params.next_in = content.data();
  params.avail_in = content.size();
  params.next_out = packed.data();
  params.avail_out = packed.size();
  boost::beast::error_code error;
  stream.write(params, zlib::Flush::finish, error);
  if (error != zlib::error::end_of_stream || params.total_out >= content.size()) return std::nullopt;
  packed.resize(params.total_out);
  return packed;
}

/// What the local header and the central directory both say of a file.
std::string common_header(const Source& file, std::string_view data, bool is_deflated, const DosTime& when) {
  constexpr unsigned kVersion = 20, kDeflated = 8;
  boost::crc_32_type crc;
  crc.process_bytes(file.content.data(), file.content.size());
  std::string header;
  put16(header, kVersion);
  put16(header, 0);  // no flags
  put16(header, is_deflated ? kDeflated : 0);
  put16(header, when.time);
  put16(header, when.date);
  put32(header, crc.checksum());
  put32(header, data.size());
  put32(header, file.content.size());
  put16(header, file.name.size());
  put16(header, 0);  // no extra field
  return header;
}

}  // namespace

std::optional<std::string> write(std::span<const Source> files, std::chrono::sys_seconds time) {
  if (files.size() > kMostFiles) return std::nullopt;
  constexpr unsigned kMadeByUnix = 3U << 8U | 20U, kPlainFile = 0100644;
  const auto when = dos_time(time);
  std::string archive, directory;
  for (const auto& file : files) {
    if (file.content.size() > kMostOctets) return std::nullopt;
    const auto packed = deflate(file.content);
    const std::string_view data = packed ? std::string_view(*packed) : file.content;
    const auto header = common_header(file, data, packed.has_value(), when);
    directory += std::string_view("PK\x01\x02", 4);
    put16(directory, kMadeByUnix);
    directory += header;
    put16(directory, 0);  // no comment
    put16(directory, 0);  // on the first disk
    put16(directory, 0);  // no internal attributes
    put32(directory, static_cast<std::size_t>(kPlainFile) << 16U);
    put32(directory, archive.size());
    directory += file.name;
    archive += std::string_view("PK\x03\x04", 4);
    archive += header;
    archive += file.name;
    archive += data;
    if (archive.size() + directory.size() > kMostOctets) return std::nullopt;
  }
  std::string end("PK\x05\x06", 4);
  put32(end, 0);  // disks
  put16(end, files.size());
  put16(end, files.size());
  put32(end, directory.size());
  put32(end, archive.size());
  put16(end, 0);  // no comment
  return archive + directory + end;
}

}  // namespace probe::zip
