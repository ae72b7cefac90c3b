using System.Management.Automation;
using AtlasCmk.Sessions;

namespace AtlasCmk.Isolation;

/// <summary>Runs when the module is imported into a runspace, and when it is removed.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Loads the public types only, so that <c>[AtlasCmk.EncryptionAtRest]</c> works in the next statement.</summary>
    public void OnImport()
    {
        DependencyContext.Hook();
        _ = typeof(EncryptionAtRest).Assembly;
    }

    /// <summary>Ends the sessions of this runspace, and revokes their tokens.</summary>
    /// <param name="psModuleInfo">The removed module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceSessions.Current.End();
}
