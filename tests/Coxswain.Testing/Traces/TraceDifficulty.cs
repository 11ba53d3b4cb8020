namespace Coxswain.Testing.Traces;

/// <summary>How hard a made-up task is: the truth of a workload, which no rendering of it tells.</summary>
public enum TraceDifficulty
{
    Routine,
    Ordinary,
    Hard,
}
