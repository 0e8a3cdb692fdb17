// SPDX-License-Identifier: Apache-2.0
// Numbers that cannot be mixed up, and columns that only their own kind of number indexes: a firm's row, a technology
// area, a region. To ask one of these for the other's number is an error of the compiler.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace drumbeat {

// The place of one among all of its kind, counted from 0.
template <class Of> struct Id {
    std::int32_t number = -1; // nobody's

    constexpr Id() = default;
    constexpr explicit Id(std::int32_t its_number) : number(its_number) {}
    constexpr std::size_t index() const { return static_cast<std::size_t>(number); }
    friend constexpr auto operator<=>(Id, Id) = default;
};

using Row = Id<struct OfFirm>; // of the panel of firms
using Area = Id<struct OfArea>;
using Region = Id<struct OfRegion>;

inline constexpr Row nobody{-1};

// The numbers from one to another, for loops: `for (const Row r : ids<Row>(count))`.
template <class Key> class Ids {
  public:
    struct Place {
        Key key;
        constexpr Key operator*() const { return key; }
        constexpr Place& operator++() {
            ++key.number;
            return *this;
        }
        friend constexpr bool operator==(Place, Place) = default;
    };
    constexpr Ids(std::int32_t first, std::int32_t end) : first_{Key(first)}, end_{Key(end)} {}
    constexpr Place begin() const { return first_; }
    constexpr Place end() const { return end_; }

  private:
    Place first_, end_;
};
template <class Key> constexpr Ids<Key> ids(std::size_t count) { return {0, static_cast<std::int32_t>(count)}; }

// One value for each of a kind, in one piece of memory: a vector with an index of its own.
template <class T, class Key> class KeyedColumn {
  public:
    using value_type = T;

    KeyedColumn() = default;
    explicit KeyedColumn(std::size_t count, const T& value = T{}) : values_(count, value) {}
    KeyedColumn(std::initializer_list<T> values) : values_(values) {}

    T& operator[](Key key) { return values_[key.index()]; }
    const T& operator[](Key key) const { return values_[key.index()]; }
    Ids<Key> keys() const { return ids<Key>(size()); }

    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    auto begin() { return values_.begin(); }
    auto begin() const { return values_.begin(); }
    auto end() { return values_.end(); }
    auto end() const { return values_.end(); }
    T& front() { return values_.front(); }
    const T& front() const { return values_.front(); }
    T& back() { return values_.back(); }
    const T& back() const { return values_.back(); }

    void clear() { values_.clear(); }
    void reserve(std::size_t count) { values_.reserve(count); }
    void resize(std::size_t count) { values_.resize(count); }
    void assign(std::size_t count, const T& value) { values_.assign(count, value); }
    void push_back(T value) { values_.push_back(std::move(value)); }
    void emplace_back() { values_.emplace_back(); }
    void pop_back() { values_.pop_back(); }

    friend bool operator==(const KeyedColumn&, const KeyedColumn&) = default;

  private:
    std::vector<T> values_;
};

template <class T> using PerFirm = KeyedColumn<T, Row>;
template <class T> using PerArea = KeyedColumn<T, Area>;
template <class T> using PerRegion = KeyedColumn<T, Region>;

} // namespace drumbeat
