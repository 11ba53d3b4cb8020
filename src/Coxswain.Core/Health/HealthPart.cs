namespace Coxswain.Core.Health;

/// <summary>A part of a figure: of a file, a tool, a kind.</summary>
/// <param name="Name">A path, a tool's name, or what the part is; never text of a conversation.</param>
/// <param name="Tokens">About; <see langword="null"/>: it is no matter of tokens.</param>
/// <param name="Share">Of the same whole as the figure, 0 to 1; <see langword="null"/>: of none.</param>
/// <param name="N">Blocks, files or calls in it.</param>
public sealed record HealthPart(string Name, long? Tokens, double? Share, long N);
