namespace Coxswain.Core.Recovery.Resuming;

public enum ResumeAction
{
    /// <summary>It will not be resumed for this failure.</summary>
    LetBe,

    /// <summary>Not yet.</summary>
    Wait,

    /// <summary>As soon as the upstream is healthy.</summary>
    Resume,
}
