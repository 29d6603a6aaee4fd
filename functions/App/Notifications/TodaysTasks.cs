using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Notifications;

/// <summary>Shows many tasks with current names and effective risks. The directory data is read in batches.</summary>
public sealed class TodaysTasks(DirectoryStore directory)
{
    public async Task<IReadOnlyList<ReviewTask>> ShowAsync(IReadOnlyList<ReviewTask> tasks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var people = (await directory.FindUsersAsync(tasks.Select(task => task.Subject.User), cancellationToken)).ToDictionary(person => person.Id);
        var entitlements = (await directory.FindEntitlementsAsync(tasks.Select(task => task.Subject.Entitlement), cancellationToken)).ToDictionary(entitlement => entitlement.Id);
        var apps = (await directory.FindAppsAsync(tasks.Select(task => task.Subject.App), cancellationToken)).ToDictionary(app => app.Id);
        return [.. tasks.Select(task => task.Today(new DirectoryFacts
        {
            People = people,
            Access = new AccessFacts(entitlements.GetValueOrDefault(task.Subject.Entitlement), apps.GetValueOrDefault(task.Subject.App), null),
        }))];
    }
}
