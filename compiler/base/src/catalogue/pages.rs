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
    "B3010" "C6000" "C6001" "C6002" "C6003" "C6004" "C6005" "C6006" "C6007" "I9000" "L0001"
    "M1000" "M1001" "M1002" "M1003" "M1500" "P1000" "R4000" "T2000" "T2900"
}
