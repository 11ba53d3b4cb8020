namespace Coxswain.Core.Budgets.Switching;

/// <summary>Every figure of this part that is not measured on the user's own sessions, with where it comes from.</summary>
public static class SwitchAssumptions
{
    /// <summary>
    /// Requests of a session in the mean: 3,091 sessions with 280,000 turns (91; a comment in anthropics/claude-code#74547), 95 sessions with 8,174 calls
    /// (86; BerriAI/litellm-docs#731), 8 sessions with 628 requests (79; the plan's baseline).
    /// </summary>
    public const double MeanTurns = 88;

    /// <summary>How much sessions differ: 2 makes half of them end within 36 turns at that mean. The shape is an assumption; no source gives more than means.</summary>
    public const double LengthShape = 2;

    /// <summary>As many sessions the prior counts for: a guess about others is worth few sessions of one's own.</summary>
    public const double PriorSessions = 5;

    /// <summary>
    /// How far one user's sessions differ from all users': standard deviation of the logarithm of the chance to end. Assumed: the sources tell means of several users and no
    /// differences between them.
    /// </summary>
    public const double LevelSpread = 0.5;

    /// <summary>Of a turn. Assumed; the output is that of the worked examples this part was designed by (500 tokens).</summary>
    public const long NewTokens = 1_500;

    /// <inheritdoc cref="NewTokens"/>
    public const long OutputTokens = 500;

    /// <summary>As many turns the assumed turn counts for.</summary>
    public const int AssumedTurns = 5;

    /// <summary>Standard deviation of the logarithm of a session's mean turn when nothing is known of it. Assumed.</summary>
    public const double TurnSpread = 0.8;

    /// <summary>The same with everything known of it so far. Assumed.</summary>
    public const double LeastTurnSpread = 0.3;

    /// <summary>
    /// Share of turns that come after the cache has expired when nothing is known of the session. Assumed: breaks are the main cause of lost caches (77 % of them in 3,091
    /// sessions; a comment in anthropics/claude-code#74547), but how many turns they are is not told there.
    /// </summary>
    public const double ColdShare = 0.03;

    /// <summary>As many turns that share counts for: half a cold turn, so that none and one in eight are both within what is likely. Assumed.</summary>
    public const double BreakTurns = 17;

    /// <summary>Share of dropped thinking that the new model thinks again. Assumed: most thinking is about steps that are done.</summary>
    public const double RethoughtShare = 0.25;

    /// <summary>A conversation after its compaction: system prompt, tools, summary. Assumed.</summary>
    public const long CompactedTokens = 25_000;

    /// <summary>Output of the request that compacts. Assumed.</summary>
    public const long SummaryTokens = 3_000;

    /// <summary>Turns looked ahead; a session that goes on longer is counted as ending there.</summary>
    public const int Horizon = 400;
}
