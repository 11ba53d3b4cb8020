using Coxswain.Testing.Traces.Drafting;

namespace Coxswain.Testing.Traces.Workloads;

/// <summary>What comes next in a session of a workload.</summary>
internal sealed class WorkloadSketch(Workload workload, Draws draws)
{
    private static readonly Dictionary<TraceDifficulty, string[]> Patterns = new()
    {
        [TraceDifficulty.Routine] = ["read", "grep read", "bash", "grep edit", "glob read"],
        [TraceDifficulty.Ordinary] = ["grep read edit bash", "read read write bash edit", "glob read edit bash"],
        [TraceDifficulty.Hard] = ["grep read bash read edit bash", "bash read grep read read edit bash", "read grep read write edit bash"],
    };

    /// <summary>The next prompt, how hard what it asks for is, and how hard the task it belongs to.</summary>
    /// <param name="before">How hard the task before is; <see langword="null"/>: it is a session's first.</param>
    public (string Prompt, TraceDifficulty Difficulty, TraceDifficulty Thread) Next(TraceDifficulty? before)
    {
        if (before is { } goingOn && draws.Chance(workload.FollowUpChance))
        {
            return draws.Chance(workload.ErrandShare) ? (workload.Phrases.Errand(draws), TraceDifficulty.Routine, goingOn) : (workload.Phrases.GoOn(draws), goingOn, goingOn);
        }

        var difficulty = Draw();
        var isMisleading = difficulty == TraceDifficulty.Hard && workload.MisleadingShare > 0 && draws.Chance(workload.MisleadingShare);
        return (isMisleading ? workload.Phrases.MisleadingTask(draws) : workload.Phrases.Task(difficulty, draws), difficulty, difficulty);
    }

    public TaskShape Shape(TraceDifficulty difficulty) => workload.Shapes.Single(shape => shape.Difficulty == difficulty);

    public string[] Pattern(TraceDifficulty difficulty) => draws.Pick(Patterns[difficulty]).Split(' ');

    /// <summary>Requests of the main conversation for a task.</summary>
    public int Requests(TraceDifficulty difficulty) => Math.Max(1, (int)Math.Round(draws.Around(Shape(difficulty).Requests)));

    /// <summary>What a subagent is sent to look for: routine, whatever it is needed for.</summary>
    public (string Prompt, TraceDifficulty Difficulty) Search() => (workload.Phrases.Search(draws), TraceDifficulty.Routine);

    private TraceDifficulty Draw()
    {
        var draw = draws.Unit() * workload.Shapes.Sum(static shape => shape.Share);
        foreach (var shape in workload.Shapes)
        {
            if ((draw -= shape.Share) < 0)
            {
                return shape.Difficulty;
            }
        }

        return TraceDifficulty.Hard;
    }
}
