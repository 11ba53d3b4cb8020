using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Server.Checkpoints;

/// <summary>How much a snapshot may hold of files that are changed or new.</summary>
internal sealed record SnapshotBounds(long LargestFileBytes, long LargestTotalBytes)
{
    /// <summary>Before files are replaced everything is kept, however much it is.</summary>
    public static readonly SnapshotBounds None = new(long.MaxValue, long.MaxValue);

    public static SnapshotBounds Of(CheckpointOptions options) => new(options.LargestFileBytes, options.LargestTotalBytes);
}
