namespace Coxswain.Dashboard.Sql;

/// <param name="Name">Empty: none was asked for.</param>
/// <param name="Text"><see langword="null"/>: there is no such one.</param>
public sealed record QueryAnswer(string Name, string? Text, IReadOnlyList<string> Names)
{
    public static QueryAnswer Empty { get; } = new("", null, []);
}
