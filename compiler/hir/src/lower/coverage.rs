impl super::Lowering<'_> {
    pub(super) fn check_exhaustive(
        &mut self,
        _s: crate::ExprId,
        _u: bool,
        _r: hx2rs_base::TextRange,
    ) {
    }
}
