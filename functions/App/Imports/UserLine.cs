using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>A line about a user, the stored row, and the user after the line.</summary>
internal sealed record UserLine(LineReader Reader, Stored<User>? Stored, User User)
{
    public string AddressKey => DirectoryKeys.EmailKey(User.Email);

    /// <summary>True if the user is to get an email address that they do not have yet. An inactive user has none.</summary>
    public bool WantsAddress => User.IsActive && (Stored is not { Value: { IsActive: true } before } || DirectoryKeys.EmailKey(before.Email) != AddressKey);
}
