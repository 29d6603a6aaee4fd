using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using Azure;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Directory;

/// <summary>Why somebody cannot stand in.</summary>
public enum OutOfOfficeFault
{
    /// <summary>Nobody stands in for themselves.</summary>
    OwnDelegate,
    EndInPast,

    /// <summary>Unknown, or no longer active.</summary>
    UnknownUser,
}

/// <summary>Says who stands in for somebody: the one way to do it, for programs and for pages.</summary>
public sealed class OutOfOffice(DirectoryStore directory, IConcernedTasks tasks, TimeProvider time)
{
    private const int Attempts = 5;

    /// <param name="self">Who is away.</param>
    /// <param name="standIn">Who stands in; null: nobody, they are back.</param>
    /// <param name="until">The last moment that they are away; null: until told otherwise.</param>
    public async Task<OutOfOfficeFault?> FaultOfAsync(UserId self, UserId? standIn, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (standIn is not { } person)
            return null;
        if (person == self)
            return OutOfOfficeFault.OwnDelegate;
        if (until <= time.GetUtcNow())
            return OutOfOfficeFault.EndInPast;
        return await directory.FindUserAsync(person, cancellationToken) is { IsActive: true } ? null : OutOfOfficeFault.UnknownUser;
    }

    /// <summary>Writes what has no fault, and lets the tasks that wait for the person follow.</summary>
    /// <exception cref="ProblemException">404: not in the directory. 503: others keep changing the same person.</exception>
    public async Task<User> SetAsync(DurableTaskClient client, UserId self, UserId? standIn, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var stored = await directory.LoadUserAsync(self, cancellationToken) ?? throw Problems.NotFound();
            var user = stored.Value with { DelegateId = standIn, DelegateUntil = standIn is null ? null : until, OwnsDelegate = true };
            try
            {
                await directory.WriteUsersAsync([new(stored, user)], CancellationToken.None);
                await tasks.VisitAsync(client, CancellationToken.None);
                return user;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
            {
                // Somebody else changed the person: look again.
            }
        }

        throw Problems.Busy();
    }
}
