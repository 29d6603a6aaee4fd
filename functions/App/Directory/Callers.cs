using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Directory;

/// <summary>Finds an authenticated caller's user and roles. They come from the directory, never from a token.</summary>
public sealed class Callers(DirectoryStore directory, DirectoryFactsReader facts, IOptions<DirectoryOptions> options)
{
    /// <summary>Returns null if the user is not in the directory or is no longer active.</summary>
    public async Task<Caller?> FindAsync(UserId id, Proof proof, CancellationToken cancellationToken)
    {
        if (await directory.FindUserAsync(id, cancellationToken) is { } user)
            return user.IsActive ? new Caller(user, await facts.RolesOfAsync(id, cancellationToken), proof) : null;

        // An empty directory needs a first import, so the settings name the first admins. After that the directory decides.
        return options.Value.AdminNames.Contains(id.Value, StringComparer.Ordinal) && await directory.IsEmptyAsync(cancellationToken)
            ? new Caller(new User { Id = id, Email = "", DisplayName = id.Value }, Roles.Admin, proof)
            : null;
    }

    /// <summary>Explains why a user is not in the directory. The rights of admins in the settings end with the first line of the first import.</summary>
    public string WhyUnknown(UserId id) => options.Value.AdminNames.Contains(id.Value, StringComparer.Ordinal)
        ? Say($"You are signed in, but your account is not in this organization's directory. The setting Directory:Admins names you, but it applies only while the directory is empty. If the first import is running, try again when it has finished.")
        : Say($"You are signed in, but your account is not in this organization's directory. Contact your administrator.");
}
