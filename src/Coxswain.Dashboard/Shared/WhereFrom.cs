namespace Coxswain.Dashboard.Shared;

/// <summary>Where the figures of a card come from: what its last line says in short, and opens.</summary>
/// <param name="Counted">What is counted and how, and what is not.</param>
/// <param name="Window">Of which time, in words.</param>
/// <param name="Sample">From how many of what.</param>
/// <param name="AsOf">When it was asked.</param>
/// <param name="Address">Of the JSON API that says the same.</param>
public sealed record WhereFrom(string Counted, string Window, string Sample, DateTimeOffset AsOf, string Address)
{
    /// <summary>Who told; empty: nobody did, or it is no matter of telling.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The newest event in it; <see langword="null"/>: there is none.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>The command that prints the same; empty: there is none.</summary>
    public string Command { get; init; } = "";

    /// <summary>Names of the queries the store was asked, as <see cref="Core.Kernel.IQueryTexts"/> knows them.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];
}
