namespace Coxswain.Dashboard.Pages;

/// <summary>What a page shows at one moment.</summary>
/// <param name="Newest">The newest event it knows of; <see langword="null"/>: none, or the page does not tell.</param>
public sealed record PageReading(string Title, IReadOnlyList<PageCard> Cards, DateTimeOffset AsOf, DateTimeOffset? Newest)
{
    /// <summary>Whether there is what the address names.</summary>
    public bool IsFound { get; init; } = true;
}
