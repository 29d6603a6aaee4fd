metadata description = 'Where the signed heads of the audit chains lie: what was written can be read, and neither changed nor deleted until its time is up.'

import { roles } from '../roles.bicep'

@description('The account that holds the container.')
param accountName string

@description('How long a digest cannot be deleted, by anybody.')
param retentionDays int

param principalId string

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: accountName

  resource blobs 'blobServices' = {
    name: 'default'

    resource container 'containers' = {
      name: 'audit-digests'
      properties: { publicAccess: 'None' }

      // Unlocked at first. Locking is a call of its own that nobody can take back: README.md, "Lock the digests".
      resource retention 'immutabilityPolicies' = {
        name: 'default'
        properties: {
          immutabilityPeriodSinceCreationInDays: retentionDays
          allowProtectedAppendWrites: false
        }
      }
    }
  }
}

resource digests 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::container
  name: guid(account::blobs::container.id, principalId, roles.storageBlobDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
  }
}

output containerName string = account::blobs::container.name
