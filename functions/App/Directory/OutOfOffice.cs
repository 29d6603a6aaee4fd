using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Directory;

/// <summary>Why a delegate or an end date is refused.</summary>
public enum OutOfOfficeFault
{
    /// <summary>A user cannot be their own delegate.</summary>
    OwnDelegate,
    EndInPast,

    /// <summary>Unknown, or no longer active.</summary>
    UnknownUser,
}

/// <summary>Sets a user's delegate. The API and the page both use it.</summary>
public sealed class OutOfOffice(DirectoryStore directory, IConcernedTasks tasks, TimeProvider time)
{
    /// <param name="self">The user who is out of office.</param>
    /// <param name="delegateId">The delegate; null: the user is back.</param>
    /// <param name="until">The last moment out of office; null: no end.</param>
    public async Task<OutOfOfficeFault?> FaultOfAsync(UserId self, UserId? delegateId, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (delegateId is not { } person)
            return null;
        if (person == self)
            return OutOfOfficeFault.OwnDelegate;
        if (until <= time.GetUtcNow())
            return OutOfOfficeFault.EndInPast;
        return await directory.FindUserAsync(person, cancellationToken) is { IsActive: true } ? null : OutOfOfficeFault.UnknownUser;
    }

    /// <summary>Saves a change without fault, and reassigns the user's open tasks.</summary>
    /// <exception cref="ProblemException">404: the user is not in the directory. 503: the user is being changed by others.</exception>
    public async Task<User> SetAsync(DurableTaskClient client, UserId self, UserId? delegateId, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var user = await Contention.RetryAsync(
            async _ =>
            {
                var stored = await directory.LoadUserAsync(self, cancellationToken) ?? throw Problems.NotFound();
                var changed = stored.Value with { DelegateId = delegateId, DelegateUntil = delegateId is null ? null : until, OwnsDelegate = true };
                await directory.WriteUsersAsync([new(stored, changed)], CancellationToken.None);
                return Contention.Done(changed);
            },
            () => throw Problems.Busy(),
            cancellationToken);
        await tasks.VisitAsync(client, CancellationToken.None);
        return user;
    }
}
