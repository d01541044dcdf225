// SPDX-License-Identifier: Apache-2.0
// Our own, since Boost.Beast's looks at more bits than the last code may have and does not say how many octets it took:
// what stands behind the stream's end, where other readers stop, would pass unseen.
#include "probe/zip/inflate.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace probe::zip {
namespace {

constexpr unsigned kLongestCode = 15;

/// RFC 1951 3.1.1: the least significant bit of an octet comes first. What is read behind the end is zero, and
/// remembered.
class Bits {
 public:
  explicit Bits(std::string_view octets) : octets_(octets) {}

  /// The next `count` bits, at most 16, without taking them.
  [[nodiscard]] std::uint32_t look(unsigned count) {
    while (have_ < count) {
      const bool is_there = at_ < octets_.size();
      hold_ |= static_cast<std::uint64_t>(is_there ? static_cast<unsigned char>(octets_[at_]) : 0U) << have_;
      have_ += 8;
      ++at_;
    }
    return static_cast<std::uint32_t>(hold_ & ((1U << count) - 1U));
  }
  void drop(unsigned count) {
    hold_ >>= count;
    have_ -= count;
  }
  [[nodiscard]] std::uint32_t take(unsigned count) {
    const auto bits = look(count);
    drop(count);
    return bits;
  }
  /// Up to the next octet, and then `size` octets; nothing when there are fewer.
  [[nodiscard]] std::optional<std::string_view> take_octets(std::size_t size) {
    const auto start = position();
    if (start > octets_.size() || octets_.size() - start < size) return std::nullopt;
    at_ = start + size;
    hold_ = have_ = 0;
    return octets_.substr(start, size);
  }
  /// Where the octet begins of which nothing was taken yet.
  [[nodiscard]] std::size_t position() const { return at_ - have_ / 8; }
  [[nodiscard]] bool is_overdrawn() const { return position() > octets_.size(); }

 private:
  std::string_view octets_;
  std::size_t at_ = 0;
  std::uint64_t hold_ = 0;
  unsigned have_ = 0;
};

/// RFC 1951 3.2.2: codes of one length follow each other, and the shorter ones come first.
class Codes {
 public:
  /// False for lengths that no code can have, or that leave codes over; a single code of one bit may (RFC 1951 3.2.7).
  [[nodiscard]] bool build(std::span<const std::uint8_t> lengths) {
    count_.fill(0);
    for (const auto length : lengths) ++count_[length];
    count_[0] = 0;
    int left = 1;
    unsigned longest = 0;
    for (unsigned length = 1; length <= kLongestCode; ++length) {
      left = 2 * left - count_[length];
      if (left < 0) return false;
      if (count_[length] != 0) longest = length;
    }
    if (left > 0 && longest > 1) return false;
    std::array<std::uint16_t, kLongestCode + 2> next{};
    for (unsigned length = 1; length <= kLongestCode; ++length)
      next[length + 1] = static_cast<std::uint16_t>(next[length] + count_[length]);
    for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol)
      if (lengths[symbol] != 0) symbols_[next[lengths[symbol]]++] = static_cast<std::uint16_t>(symbol);
    fill_short(std::min(longest, kShort));
    return true;
  }

  /// Nothing for bits that are no code.
  [[nodiscard]] std::optional<unsigned> take(Bits& bits) const {
    const auto& entry = short_[bits.look(short_bits_)];
    if (entry.length != 0) {
      bits.drop(entry.length);
      return entry.symbol;
    }
    auto ahead = bits.look(kLongestCode);
    int code = 0, first = 0, index = 0;
    for (unsigned length = 1; length <= kLongestCode; ++length) {
      code |= static_cast<int>(ahead & 1U);
      ahead >>= 1U;
      if (code - first < count_[length]) {
        bits.drop(length);
        return symbols_[static_cast<std::size_t>(index + code - first)];
      }
      index += count_[length];
      first = (first + count_[length]) << 1;
      code <<= 1;
    }
    return std::nullopt;
  }

 private:
  /// Codes up to this length are found by one look. The table is no larger than the longest code asks for: else
  /// blocks of a dozen octets would each cost a large one.
  static constexpr unsigned kShort = 9;
  struct Short {
    std::uint16_t symbol = 0;
    std::uint8_t length = 0;  ///< 0: none, or longer
  };

  void fill_short(unsigned bits) {
    short_bits_ = bits;
    std::fill_n(short_.begin(), std::size_t{1} << bits, Short{});
    unsigned code = 0;
    std::size_t index = 0;
    for (unsigned length = 1; length <= bits; ++length, code <<= 1U) {
      for (int count = 0; count < count_[length]; ++count, ++code, ++index) {
        unsigned reversed = 0;
        for (unsigned bit = 0; bit < length; ++bit) reversed |= (code >> bit & 1U) << (length - 1 - bit);
        for (; reversed < 1U << bits; reversed += 1U << length)
          short_[reversed] = {symbols_[index], static_cast<std::uint8_t>(length)};
      }
    }
  }

  std::array<int, kLongestCode + 1> count_{};
  std::array<std::uint16_t, 288> symbols_{};
  std::array<Short, 1U << kShort> short_{};
  unsigned short_bits_ = 0;
};

/// RFC 1951 3.2.6.
Codes fixed_literals() {
  std::array<std::uint8_t, 288> lengths{};
  std::fill_n(lengths.begin(), 144, std::uint8_t{8});
  std::fill_n(lengths.begin() + 144, 112, std::uint8_t{9});
  std::fill_n(lengths.begin() + 256, 24, std::uint8_t{7});
  std::fill_n(lengths.begin() + 280, 8, std::uint8_t{8});
  Codes codes;
  (void)codes.build(lengths);
  return codes;
}
Codes fixed_distances() {
  std::array<std::uint8_t, 32> lengths{};
  lengths.fill(5);
  Codes codes;
  (void)codes.build(lengths);
  return codes;
}

/// RFC 1951 3.2.5.
constexpr std::array<std::uint16_t, 29> kLengths{3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                                 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<std::uint8_t, 29> kLengthBits{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                   2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr std::array<std::uint16_t, 30> kDistances{1,    2,    3,    4,    5,    7,    9,    13,    17,    25,
                                                   33,   49,   65,   97,   129,  193,  257,  385,   513,   769,
                                                   1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
constexpr std::array<std::uint8_t, 30> kDistanceBits{0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                                     6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};

class Inflater {
 public:
  Inflater(std::string_view packed, std::size_t size) : bits_(packed), packed_(packed), size_(size) {}

  std::optional<std::string> run() {
    for (bool is_last = false; !is_last;) {
      is_last = bits_.take(1) != 0;
      if (!read_block(bits_.take(2)) || bits_.is_overdrawn()) return std::nullopt;
    }
    if (bits_.position() != packed_.size() || out_.size() != size_) return std::nullopt;
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool read_block(unsigned type) {
    static const Codes kFixedLiterals = fixed_literals(), kFixedDistances = fixed_distances();
    switch (type) {
      case 0:
        return copy_stored();
      case 1:
        return read_symbols(kFixedLiterals, kFixedDistances);
      case 2:
        return build_dynamic() && read_symbols(literals_, distances_);
      default:
        return false;
    }
  }

  [[nodiscard]] bool copy_stored() {
    const auto head = bits_.take_octets(4);
    if (!head) return false;
    const auto octet = [&head](std::size_t at) {
      return static_cast<unsigned>(static_cast<unsigned char>((*head)[at]));
    };
    const unsigned size = octet(0) | octet(1) << 8U, inverse = octet(2) | octet(3) << 8U;
    if ((size ^ inverse) != 0xFFFFU || size > size_ - out_.size()) return false;
    const auto content = bits_.take_octets(size);
    if (!content) return false;
    out_ += *content;
    return true;
  }

  /// RFC 1951 3.2.7.
  [[nodiscard]] bool build_dynamic() {
    constexpr std::array<std::uint8_t, 19> kOrder{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    const std::size_t literals = bits_.take(5) + 257, distances = bits_.take(5) + 1, orders = bits_.take(4) + 4;
    if (literals > 286 || distances > kDistances.size()) return false;
    std::array<std::uint8_t, 19> order_lengths{};
    for (std::size_t at = 0; at < orders; ++at) order_lengths[kOrder[at]] = static_cast<std::uint8_t>(bits_.take(3));
    // zlib too takes no incomplete code here, be it of one bit.
    if (!literals_.build(order_lengths) || std::count(order_lengths.begin(), order_lengths.end(), 0) > 17) return false;
    std::array<std::uint8_t, 286 + 30> lengths{};
    for (std::size_t at = 0; at < literals + distances;) {
      const auto symbol = literals_.take(bits_);
      if (!symbol || bits_.is_overdrawn()) return false;
      if (*symbol < 16) {
        lengths[at++] = static_cast<std::uint8_t>(*symbol);
        continue;
      }
      if (*symbol == 16 && at == 0) return false;
      const auto repeated = *symbol == 16 ? lengths[at - 1] : std::uint8_t{0};
      const std::size_t times = *symbol == 16   ? 3 + bits_.take(2)
                                : *symbol == 17 ? 3 + bits_.take(3)
                                                : 11 + bits_.take(7);
      if (times > literals + distances - at) return false;
      std::fill_n(lengths.begin() + static_cast<std::ptrdiff_t>(at), times, repeated);
      at += times;
    }
    const std::span<const std::uint8_t> all(lengths);
    constexpr std::size_t kEndOfBlock = 256;
    return lengths[kEndOfBlock] != 0 && literals_.build(all.first(literals)) &&
           distances_.build(all.subspan(literals, distances));
  }

  [[nodiscard]] bool read_symbols(const Codes& literals, const Codes& distances) {
    for (;;) {
      const auto symbol = literals.take(bits_);
      if (!symbol || bits_.is_overdrawn()) return false;
      if (*symbol == 256) return true;
      if (*symbol < 256) {
        if (out_.size() == size_) return false;
        out_ += static_cast<char>(static_cast<unsigned char>(*symbol));
      } else if (*symbol - 257 >= kLengths.size() || !copy_match(*symbol - 257, distances)) {
        return false;
      }
    }
  }

  [[nodiscard]] bool copy_match(std::size_t which, const Codes& distances) {
    const std::size_t length = kLengths[which] + bits_.take(kLengthBits[which]);
    const auto symbol = distances.take(bits_);
    if (!symbol || *symbol >= kDistances.size()) return false;
    const std::size_t distance = kDistances[*symbol] + bits_.take(kDistanceBits[*symbol]);
    if (distance > out_.size() || length > size_ - out_.size()) return false;
    // Octet by octet: a match may reach into what it makes.
    for (std::size_t from = out_.size() - distance, end = from + length; from < end; ++from) out_ += out_[from];
    return true;
  }

  Bits bits_;
  std::string_view packed_;
  std::size_t size_;
  std::string out_;
  Codes literals_, distances_;
};

}  // namespace

std::optional<std::string> inflate(std::string_view packed, std::size_t size) { return Inflater(packed, size).run(); }

}  // namespace probe::zip
