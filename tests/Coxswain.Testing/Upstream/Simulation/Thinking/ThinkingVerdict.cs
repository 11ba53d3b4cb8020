namespace Coxswain.Testing.Upstream.Simulation.Thinking;

/// <summary>What becomes of a thinking block that was sent back.</summary>
public enum ThinkingVerdict
{
    Read,

    /// <summary>Left out without an error: the model does not understand its maker.</summary>
    DropForModel,

    /// <summary>Left out because what comes before it changed, as the request asked for.</summary>
    DropForPrefix,

    /// <summary>400: the block was altered.</summary>
    RefuseSignature,

    /// <summary>400: what comes before it changed.</summary>
    RefusePrefix,
}
