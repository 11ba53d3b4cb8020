namespace Coxswain.Dashboard.Shared;

/// <summary>What a card is made from, or why it is not there. Three things that differ: a value, no data in it, and no answer.</summary>
/// <param name="Value"><see langword="null"/>: nobody could be asked, see <paramref name="Problem"/>.</param>
public sealed record Told<T>(T? Value, string? Problem)
    where T : class;
