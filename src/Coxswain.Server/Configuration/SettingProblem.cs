namespace Coxswain.Server.Configuration;

/// <summary>Why a configuration cannot be used: one line that names the place, the key and what would be right.</summary>
/// <param name="Name">The setting at fault, <c>store.retentionDays</c>; as it was written when there is no such setting.</param>
/// <param name="Origin">Where the value stands, as in <see cref="Setting.Origin"/>.</param>
/// <param name="Message">A sentence that starts with the key. Never holds a secret's value.</param>
public sealed record SettingProblem(string Name, string Origin, string Message)
{
    public override string ToString() => $"{Origin}: {Message}";
}
