namespace Coxswain.Testing.Traces.Workloads;

/// <summary>What a history's tasks are. docs/replay.md says why these figures.</summary>
public sealed record Workload
{
    /// <summary>Mixed work: of the prompts that begin a task 73 % are routine, 18 % ordinary, 9 % hard.</summary>
    public static Workload Mixed { get; } = new();

    public TaskPhrases Phrases { get; init; } = TaskPhrases.Development;

    public TaskShape Routine { get; init; } = new(TraceDifficulty.Routine, 0.73, 4, 220, 0.05);

    public TaskShape Ordinary { get; init; } = new(TraceDifficulty.Ordinary, 0.18, 9, 320, 0.15);

    public TaskShape Hard { get; init; } = new(TraceDifficulty.Hard, 0.09, 16, 480, 0.30);

    /// <summary>Chance that a prompt after a session's first goes on with the task before it.</summary>
    public double FollowUpChance { get; init; } = 0.35;

    /// <summary>Of the prompts that go on, those that ask for an errand (run, commit, push), which is routine whatever the task is.</summary>
    public double ErrandShare { get; init; } = 0.4;

    /// <summary>Of hard tasks, those put wholly in words of routine work.</summary>
    public double MisleadingShare { get; init; }

    public IReadOnlyList<TaskShape> Shapes => [Routine, Ordinary, Hard];

    /// <summary>The 1,000 sessions of the plan's baseline: as many requests a session, as dear, as long and with as much Haiku as <see cref="TraceOptions.Baseline"/>.</summary>
    public static TraceOptions Baseline(int seed, int sessions = 1_000) => new()
    {
        Seed = seed,
        Sessions = sessions,
        Requests = (int)Math.Round(sessions * 628 / 8.0),
        Errors = sessions / 8,
        Workload = Mixed,
    };

    /// <summary>The same put in other words: what a policy is checked on and never tuned to.</summary>
    public static TraceOptions HeldOut(int seed, int sessions = 1_000) => Baseline(seed, sessions) with { Workload = Mixed with { Phrases = TaskPhrases.HeldOut } };
}
