//! The pages of docs/diagnostics, embedded for `hx2rs explain` and the `explanation` of JSON output.

macro_rules! pages {
    ($($id:literal)*) => {
        /// Code and page, in order of codes.
        pub(super) const ALL: &[(&str, &str)] = &[
            $(($id, include_str!(concat!("../../../../docs/diagnostics/", $id, ".md")))),*
        ];
    };
}

pages! {
    "C6000" "C6001" "C6002" "C6003" "C6004" "C6005" "C6006" "C6007" "I9000"
    "I9001" "L0001" "L0002" "L0003" "L0004" "L0005" "L0006" "L0007" "L0008"
    "L0009" "L0010" "L0011" "L0012" "L0013" "L0014" "L0015" "M1000" "M1001"
    "M1002" "M1003" "M1004" "M1500" "M1501" "M1502" "M1503" "M1504" "M1505"
    "M1506" "P1000" "R4000" "T2000" "T2001" "T2002" "T2003" "T2004" "T2005"
    "T2006" "T2007" "T2008" "T2009" "T2010" "T2011" "T2012" "T2013" "T2014"
    "T2015" "T2016" "T2017" "T2018" "T2019" "T2020" "T2021" "T2022" "T2023"
    "T2024" "T2025" "T2026" "T2027" "T2028" "T2029" "T2030" "T2031" "T2032"
    "T2033" "T2034" "T2100" "T2101" "T2102" "T2103" "T2104" "T2105" "T2106"
    "T2107" "T2108" "T2109" "T2110" "T2112" "T2113" "T2114" "T2115" "T2116"
    "T2117" "T2900"
}
