namespace Coxswain.Core.Ratings;

/// <summary>How often the client's own question was answered so.</summary>
/// <param name="Answer"><c>bad</c>, <c>fine</c>, <c>good</c>, <c>dismissed</c>, <c>abandoned</c> or <c>unanswered</c>; a newer client may have others.</param>
public sealed record SurveyAnswer(string Answer, long Times, DateTimeOffset Newest);
