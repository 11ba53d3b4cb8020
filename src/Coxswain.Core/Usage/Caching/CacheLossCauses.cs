namespace Coxswain.Core.Usage.Caching;

/// <summary>Why what a turn left in the cache was not read by the next one. More than one: each alone would explain it, and nothing stored tells which it was.</summary>
[Flags]
public enum CacheLossCauses
{
    /// <summary>Of a loss: nothing that is stored explains it.</summary>
    None = 0,

    /// <summary>More time than the cache's lifetime passed since it was used.</summary>
    Expiry = 1,

    /// <summary>Another model answered; caches are kept by model.</summary>
    Model = 2,

    Effort = 4,
    Tools = 8,
    System = 16,

    /// <summary>Betas, thinking, context management, tool choice or speed.</summary>
    Parameters = 32,

    /// <summary>Earlier messages were changed or left out: a compaction, cleared tool results, a rewind.</summary>
    HistoryEdit = 64,

    /// <summary>The session went on with another version of the client.</summary>
    ClientUpgrade = 128,
}
