namespace Coxswain.Server.Budgets;

/// <param name="Problem">Why the channel did not take it, without any secret; <see langword="null"/>: it took it.</param>
internal readonly record struct ChannelAnswer(string? Problem)
{
    public static ChannelAnswer Taken { get; } = new(null);

    public bool IsTaken => Problem is null;

    public static ChannelAnswer Failed(string problem) => new(problem);
}
