// SPDX-License-Identifier: Apache-2.0
// The codebook of the scenario: each parameter of scenario.hpp in one entry, with unit, allowed and plausible range,
// kind, confidence, meaning and source. Read by parameter.cpp alone: to compile these tables takes longer than all else
// in most files.
#pragma once

#include "config/codebook.hpp"
#include "config/finance_codebook.hpp"
#include "config/firms_codebook.hpp"
#include "config/institutions_codebook.hpp"
#include "config/orders_codebook.hpp"
#include "config/scenario.hpp"

#include <tuple>

namespace drumbeat {

template <>
inline constexpr auto codebook_of<Channels> =
    std::tuple{Entry{"option_value", &Channels::option_value, "-", allowed{0, 1}, no_distribution, Kind::setting,
                     Confidence::high, "off: no value of waiting, the multiple is 1", "definition"},
               Entry{"utilisation", &Channels::utilisation, "-", allowed{0, 1}, no_distribution, Kind::setting,
                     Confidence::high, "off: firms value expansions as if the forecast were certain", "definition"},
               Entry{"credit", &Channels::credit, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
                     "off: finance never binds", "definition"},
               Entry{"forgetting", &Channels::forgetting, "-", allowed{0, 1}, no_distribution, Kind::setting,
                     Confidence::high, "off: experience is never lost", "definition"},
               Entry{"information", &Channels::information, "-", allowed{0, 1}, no_distribution, Kind::setting,
                     Confidence::high, "off: announcements carry no weight", "definition"}};

template <>
inline constexpr auto codebook_of<ScaleUp> =
    std::tuple{Entry{"growth", &ScaleUp::growth, "1", allowed{0, 10}, no_distribution, Kind::setting, Confidence::high,
                     "expansion beyond the earlier maximum of nameplate capacity that counts", "S25"},
               Entry{"window_years", &ScaleUp::window_years, "years", allowed{1, 20}, no_distribution, Kind::setting,
                     Confidence::high, "years over which that maximum is taken", "definition"}};

template <>
inline constexpr auto codebook_of<Neutral> =
    std::tuple{Entry{"of", &Neutral::of, "-", allowed{0, 0}, no_distribution, Kind::setting, Confidence::high,
                     "what is kept equal", "definition"},
               Entry{"by", &Neutral::by, "-", allowed{0, 0}, no_distribution, Kind::setting, Confidence::high,
                     "equal on average, or exactly in each replication", "definition"}};

template <>
inline constexpr auto codebook_of<Scenario> = std::tuple{
    Block{"time", &Scenario::time, "years"},
    Block{"budget", &Scenario::budget, "the defence budget"},
    Block{"segments", &Scenario::segments, "technology areas, by name"},
    Block{"firms", &Scenario::firms, "size classes of firms"},
    Block{"investment", &Scenario::investment, "what firms weigh"},
    Block{"beliefs", &Scenario::beliefs, "how firms learn"},
    Block{"tender", &Scenario::tender, "how lots are won"},
    Block{"finance", &Scenario::finance, "cash and banks"},
    Block{"secfund", &Scenario::secfund, "the state's fund"},
    Block{"private_investors", &Scenario::private_investors, "private equity"},
    Block{"private_funds", &Scenario::private_funds, "funds that private investors are, where they are funds"},
    Block{"subsidy", &Scenario::subsidy, "capital subsidy"},
    Block{"entry_exit", &Scenario::entry_exit, "entry and exit"},
    Block{"ministry", &Scenario::ministry, "the Ministry of Defence"},
    Block{"threat", &Scenario::threat, "the threat that orders answer"},
    Block{"regions", &Scenario::regions, "ecosystems and their labour"},
    Block{"research", &Scenario::research, "research, knowledge and spillovers"},
    Block{"institutes", &Scenario::institutes, "knowledge institutes"},
    Block{"innovation_agency", &Scenario::innovation_agency, "agency for disruptive innovation"},
    Block{"economic_affairs", &Scenario::economic_affairs, "Ministry of Economic Affairs"},
    Block{"foreign_investors", &Scenario::foreign_investors, "foreign investors and their screening"},
    Block{"leased_sites", &Scenario::leased_sites, "production sites that the ministry leases"},
    Block{"civil", &Scenario::civil, "civil firms and civil markets"},
    Block{"supply_chain", &Scenario::supply_chain, "what primes buy from smaller firms"},
    Block{"european_buyer", &Scenario::european_buyer, "joint European orders"},
    Block{"macro", &Scenario::macro, "the national accounts around the sector"},
    Block{"channels", &Scenario::channels, "channels that can be switched off"},
    Block{"scale_up", &Scenario::scale_up, "what counts as scale-up"},
    Block{"neutral", &Scenario::neutral, "same money"},
    Entry{"assumed_signs", &Scenario::assumed_signs, "-", allowed{0, 1}, no_distribution, Kind::setting,
          Confidence::high, "off: every coefficient whose sign is assumed is zero", "definition"}};

} // namespace drumbeat
