namespace Coxswain.Core.Usage.Caching;

/// <summary>What became of a conversation's earlier messages between two turns.</summary>
internal enum HistoryChange
{
    /// <summary>Nothing tells.</summary>
    Unknown,

    /// <summary>All were sent again, unchanged.</summary>
    Kept,

    /// <summary>The newest were left out, as by a rewind; those before them were kept.</summary>
    Cut,

    /// <summary>One was changed, and those after it were sent again.</summary>
    Edited,

    Compacted,
}
