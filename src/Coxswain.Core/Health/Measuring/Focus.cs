namespace Coxswain.Core.Health.Measuring;

/// <summary>How much of what the window holds of files belongs to those that are worked on now.</summary>
internal static class Focus
{
    public const string Name = "focus";
    private const string Title = "Focus";

    public static HealthMetric Of(HealthSubject subject)
    {
        if (subject.NoBlocks is { } why)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, why);
        }

        var blocks = subject.Window.Blocks.Where(static block => block.Path.Length > 0).ToArray();
        var files = CurrentWork.Files(subject.Window.Blocks, subject.Rules);
        if (blocks.Length == 0 || files.Count == 0)
        {
            return HealthMetric.Nothing(Name, Title, HealthUnit.Share, blocks.Length == 0 ? "no file was read or written in this window" : "no file was edited and no prompt names one, so nothing says what is worked on")
                with { N = blocks.Length, Of = "blocks of files" };
        }

        var others = blocks.Where(block => !files.Contains(block.Path)).ToArray();
        var value = 1 - (others.Sum(subject.Rate.Of) / blocks.Sum(subject.Rate.Of));
        return subject.Judge(new HealthMetric(Name, Title, HealthUnit.Share, value)
        {
            N = blocks.Length,
            Of = "blocks of files",
            From = $"files of the last {subject.Rules.CurrentEdits} edits and those the last {subject.Rules.CurrentPrompts} prompts or the list of things to do name, against all files in the window; tokens by bytes",
            IsEstimate = true,
            Parts = subject.Parts(others, static block => block.Path),
            Frees = others.Length > 0 ? subject.Rate.Estimate(others) : null,
            Advice = subject.Rules.BandOf(Name, value) is HealthBand.Good ? null : "Much of the window is about other files. Start anew for the new task, or let subagents read what is looked at once.",
        });
    }
}
