using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Links;

/// <summary>The content of a signed link: this person, this task, this generation, until this time.</summary>
/// <param name="Id">16 random bytes, lower-case hex.</param>
public sealed record LinkClaims(string Tenant, TaskId Task, int Generation, UserId Person, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, string Id);
