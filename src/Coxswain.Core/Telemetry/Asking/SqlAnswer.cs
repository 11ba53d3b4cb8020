namespace Coxswain.Core.Telemetry.Asking;

/// <param name="Rows">Values as text; <see langword="null"/> is SQL's NULL.</param>
/// <param name="HasMore">There are more rows than were asked for.</param>
/// <param name="Took">In the store.</param>
/// <param name="ReadRows">Rows the store read for it; <see langword="null"/>: it did not say.</param>
/// <param name="Problem">What is wrong with the query, in the store's words; <see langword="null"/>: it was answered.</param>
public sealed record SqlAnswer(IReadOnlyList<SqlAnswerColumn> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, bool HasMore, TimeSpan Took, long? ReadRows, long? ReadBytes, string? Problem);
