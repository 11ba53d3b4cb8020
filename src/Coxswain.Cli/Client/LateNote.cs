using Coxswain.Cli.Output;

namespace Coxswain.Cli.Client;

/// <summary>Says once on stderr what a command waits for, when that takes long. Nothing of it goes to stdout.</summary>
internal sealed class LateNote(CommandOutput output, TimeProvider clock, TimeSpan after, string text)
{
    public static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(3);

    private int _isSaid;

    /// <summary>For whoever asks a daemon or a server of the command's own; which part of them is slow is not known.</summary>
    public static LateNote OfAnswer(CommandOutput output, TimeProvider clock) => new(output, clock, AnswerPatience, "Waiting for an answer…");

    /// <summary>Begins a wait; it ends with the disposal of what this returns.</summary>
    public IDisposable Watch() => clock.CreateTimer(_ => Say(), null, after, Timeout.InfiniteTimeSpan);

    private void Say()
    {
        if (Interlocked.Exchange(ref _isSaid, 1) == 0)
        {
            output.Say(text);
        }
    }
}
