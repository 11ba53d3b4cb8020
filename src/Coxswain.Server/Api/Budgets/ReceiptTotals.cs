namespace Coxswain.Server.Api.Budgets;

/// <summary>Sums over some switches.</summary>
/// <param name="Measured">Of these, those whose saving is known.</param>
/// <param name="WithoutTurns">Those the new model has answered nothing since.</param>
/// <param name="Unknown">Those nothing can be said of.</param>
/// <param name="Turns">Of those measured.</param>
/// <param name="ActualUsd">Of those measured; <see langword="null"/>, as with the two below: none is.</param>
/// <param name="StayingUsd">An estimate.</param>
/// <param name="SavedUsd">Below 0: they have cost money.</param>
public sealed record ReceiptTotals(int Switches, int Measured, int WithoutTurns, int Unknown, int Turns, decimal? ActualUsd, decimal? StayingUsd, decimal? SavedUsd)
{
    internal static ReceiptTotals Of(IEnumerable<ReceiptRow> rows)
    {
        var all = rows.ToList();
        var measured = all.Where(static row => row.State == ReceiptState.Measured).ToList();
        decimal? Sum(Func<ReceiptRow, decimal?> figure) => measured.Count == 0 ? null : measured.Sum(figure);
        return new ReceiptTotals(
            all.Count,
            measured.Count,
            all.Count(static row => row.State == ReceiptState.NoTurns),
            all.Count(static row => row.State == ReceiptState.Unknown),
            measured.Sum(static row => row.Turns),
            Sum(static row => row.ActualUsd),
            Sum(static row => row.StayingUsd),
            Sum(static row => row.SavedUsd));
    }
}
