namespace Coxswain.Core.Recovery.Checkpoints;

/// <param name="Path">From the work tree's top.</param>
/// <param name="Reason">For people.</param>
public sealed record LeftOutFile(string Path, string Reason);
