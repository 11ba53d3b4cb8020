namespace Coxswain.Server.Api.Ratings;

/// <summary>A rating that was taken back. The one of the same session before it, if there is one, counts again.</summary>
public sealed record UndoneRating(string Id, string Session, int Score);
