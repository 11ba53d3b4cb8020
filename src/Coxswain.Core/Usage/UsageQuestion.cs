namespace Coxswain.Core.Usage;

/// <summary>What a user asks for, as written. See <see cref="UsageQuestionReader"/> for what each may be; an empty text asks for nothing in particular.</summary>
public sealed record UsageQuestion(string Report, string Since, string Until, string TimeZone, string Project, string Model, string Session);
