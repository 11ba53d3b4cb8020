namespace Coxswain.Core.Usage.Caching;

/// <summary>Why nothing can be said about a turn's cache.</summary>
public enum CacheUntold
{
    /// <summary>Some of its token counts are not known.</summary>
    UnknownTokens,

    /// <summary>Those of the turn before it are not known.</summary>
    UnknownTurnBefore,

    /// <summary>It was sent before the turn before it was answered: what that one wrote could not be read yet.</summary>
    Overlapping,

    /// <summary>
    /// Nothing tells which messages it kept, and its prompt is shorter than what was cached, or it read just what an earlier turn had left: after a rewind, which
    /// loses nothing, it would.
    /// </summary>
    MaybeRewound,

    /// <summary>A subagent's, and nobody told which subagent's.</summary>
    UnknownAgent,

    /// <summary>The client's own calls (titles, summaries, searches) have prompts of their own and go on from none.</summary>
    Auxiliary,
}
