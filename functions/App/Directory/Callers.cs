using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Directory;

/// <summary>Who somebody is here, once it is proved who they are: the directory says it, never a token.</summary>
public sealed class Callers(DirectoryStore directory, DirectoryFactsReader facts, IOptions<DirectoryOptions> options)
{
    /// <summary>Null: nobody of the organization, or no longer.</summary>
    public async Task<Caller?> FindAsync(UserId id, Proof proof, CancellationToken cancellationToken)
    {
        if (await directory.FindUserAsync(id, cancellationToken) is { } user)
            return user.IsActive ? new Caller(user, await facts.RolesOfAsync(id, cancellationToken), proof) : null;

        // Somebody has to fill an empty directory: the settings name them. Once somebody is there, the directory says who is who.
        return options.Value.AdminNames.Contains(id.Value, StringComparer.Ordinal) && await directory.IsEmptyAsync(cancellationToken)
            ? new Caller(new User { Id = id, Email = "", DisplayName = id.Value }, Roles.Admin, proof)
            : null;
    }

    /// <summary>What somebody reads whom the directory does not know. Whom the settings name had a right that ended with the first line of the first import.</summary>
    public string WhyUnknown(UserId id) => options.Value.AdminNames.Contains(id.Value, StringComparer.Ordinal)
        ? Say($"You are signed in, but your account is not in this organization's directory. The setting Directory:Admins names you, but it applies only while the directory is empty. If the first import is running, try again when it has finished.")
        : Say($"You are signed in, but your account is not in this organization's directory. Contact your administrator.");
}
