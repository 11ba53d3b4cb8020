namespace Coxswain.Core.Recovery.Resuming;

/// <param name="Reason">For people, and stable: one of a few sentences.</param>
public sealed record ResumeDecision(ResumeAction Action, string Reason)
{
    public static ResumeDecision LetBe(string reason) => new(ResumeAction.LetBe, reason);

    public static ResumeDecision Wait(string reason) => new(ResumeAction.Wait, reason);
}
