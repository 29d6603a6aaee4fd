using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>A line about a person, the row that is there, and the person as the line wants them.</summary>
internal sealed record UserLine(LineReader Reader, Stored<User>? Stored, User User)
{
    public string AddressKey => DirectoryKeys.EmailKey(User.Email);

    /// <summary>Is the address one that they do not have yet? Who is not active has none.</summary>
    public bool WantsAddress => User.IsActive && (Stored is not { Value: { IsActive: true } before } || DirectoryKeys.EmailKey(before.Email) != AddressKey);
}
