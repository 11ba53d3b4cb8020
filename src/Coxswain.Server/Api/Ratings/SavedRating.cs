namespace Coxswain.Server.Api.Ratings;

/// <summary>A rating that was kept. It counts once it is in the store, which takes about a second.</summary>
/// <param name="Id">What <c>DELETE /api/ratings/{id}</c> takes it back by.</param>
public sealed record SavedRating(string Id, string Session, int Score);
