using Microsoft.DurableTask.Client;

namespace AccessReview.App.Directory;

/// <summary>Is called after changes of the directory, and once a minute. The directory does not know who follows it.</summary>
public interface IChangeFollower
{
    /// <summary>Must be cheap if nothing changed. A failure is repeated a minute later.</summary>
    Task FollowAsync(DurableTaskClient client, CancellationToken cancellationToken);
}
