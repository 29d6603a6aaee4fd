using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Links;

/// <summary>What a signed link says: this person was asked about this task, in this generation, until then.</summary>
/// <param name="Id">16 random bytes, lower-case hex.</param>
public sealed record LinkClaims(string Tenant, TaskId Task, int Generation, UserId Person, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, string Id);
